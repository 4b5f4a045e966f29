throw new Error('this file ends as it is loaded');
