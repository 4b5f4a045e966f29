/** What each problem type means, for whoever follows the link in a problem’s `type`. */
export const problemTypes: Readonly<Record<string, { status: number; meaning: string }>> = {
  // Rules of the domain and of the record.
  'invalid-value': { status: 422, meaning: 'A value is well formed, but a rule does not take it.' },
  'date-ahead': { status: 422, meaning: 'What is told to have happened is dated after today.' },
  'date-not-ahead': { status: 422, meaning: 'What is to come is dated today or earlier.' },
  'deadline-before-source': {
    status: 422,
    meaning: 'The deadline lies before the plan, or before its evaluation was published.',
  },
  'deadline-passed': { status: 422, meaning: 'A deadline in the past takes a reason.' },
  'reopened-without-date': {
    status: 422,
    meaning: 'A closed measure is reopened with a new deadline or a review date.',
  },
  'deadline-wanted': {
    status: 422,
    meaning: 'Items that are opened again have a deadline of their own that has passed: give a new one.',
  },
  'date-needed': {
    status: 409,
    meaning: 'An accepted measure never ends up with neither deadline nor review date.',
  },
  'occurrence-reported': { status: 409, meaning: 'An occurrence is reported once for its day.' },
  'date-too-early': { status: 422, meaning: 'The date lies before the earliest that makes sense.' },
  'date-too-late': { status: 422, meaning: 'The date lies further ahead than anything is planned.' },
  'reason-missing': { status: 422, meaning: 'What was asked for takes a reason in words.' },
  'not-permitted': { status: 403, meaning: 'None of your roles allows this.' },
  'leadership-decides': {
    status: 403,
    meaning: 'Only leadership decides this, or the secretariat entering a body’s decision.',
  },
  'four-eyes': {
    status: 403,
    meaning: 'Nobody signs off what they reported, what was reported for them, or their own unit’s item.',
  },
  'not-your-item': { status: 403, meaning: 'The item belongs to a party that you are not part of.' },
  'not-found': { status: 404, meaning: 'There is nothing with this id, or nothing that you may see.' },
  'open-items': { status: 409, meaning: 'Nothing is closed until every item is done.' },
  'open-measures': { status: 409, meaning: 'A plan closes only when every measure in it is closed.' },
  'nobody-responsible': { status: 409, meaning: 'The measure has nobody to do it.' },
  'not-all-signed-off': {
    status: 409,
    meaning: 'Items were waived or never answered, so the measure was not implemented in full.',
  },
  'measure-closed': { status: 409, meaning: 'A closed measure changes only after it has been reopened.' },
  'measure-not-closed': { status: 409, meaning: 'Only what is closed can be reopened.' },
  'not-recurring': { status: 409, meaning: 'Occurrences are those of a recurring measure.' },
  'extension-open': { status: 409, meaning: 'One extension of an item is asked for at a time.' },
  'extension-not-later': { status: 422, meaning: 'An extension is to a day after the deadline in force.' },
  'no-deadline': { status: 409, meaning: 'What has no deadline can’t be extended.' },
  'no-extension-asked': { status: 409, meaning: 'No extension of the item waits for an answer.' },
  'extension-replaced': { status: 409, meaning: 'An answer is to the request that was read.' },
  'another-answers': {
    status: 403,
    meaning: 'Whoever set the deadline answers, and never the one who asked, or their unit.',
  },
  'anothers-request': { status: 403, meaning: 'A request is withdrawn by who asked.' },
  'waiver-not-proposed': { status: 409, meaning: 'Leadership decides on waivers that have been proposed.' },
  'party-is-ours': { status: 409, meaning: 'Only an item of a party outside the house can end unanswered.' },
  'waiver-review-early': {
    status: 409,
    meaning: 'A waiver stands until its day; before that nobody says so.',
  },
  'waiver-day-needed': { status: 422, meaning: 'For good is leadership’s to decide.' },
  'own-waiver': { status: 403, meaning: 'Nobody looks at the waiver of their own unit’s item.' },
  'effect-not-good-enough': { status: 422, meaning: 'Good enough is said of what has worked partly.' },
  'no-next-review': { status: 422, meaning: 'An effect that is as wanted is not reviewed again.' },
  'no-waiver-review': { status: 409, meaning: 'The item is not waived until a day.' },
  'no-effect-review': { status: 409, meaning: 'No effect review is waiting on the measure.' },
  'record-busy': { status: 409, meaning: 'Somebody else is changing the same thing at this moment.' },
  'method-not-allowed': {
    status: 405,
    meaning: 'The address takes other methods; the header Allow names them.',
  },
  'not-accepted': { status: 409, meaning: 'Leadership has not adopted the measure yet.' },
  'item-not-open': { status: 409, meaning: 'The item is no longer open.' },
  'item-not-reported-done': { status: 409, meaning: 'The item has not been reported done.' },
  'already-assigned': { status: 409, meaning: 'Everyone named is responsible already.' },
  'other-mode': { status: 409, meaning: 'A measure is assigned jointly or to each, not both.' },
  'measures-without-date': {
    status: 409,
    meaning: 'A plan is adopted when each measure has a deadline, or a review date at most 12 months off.',
  },
  'nobody-may-sign-off': {
    status: 409,
    meaning: 'A plan is adopted when each item has somebody who may sign it off.',
  },
  withdrawn: { status: 409, meaning: 'The import that made it was undone: it is there to be read.' },
  'import-touched': {
    status: 409,
    meaning:
      'An import is undone only while nothing has been done on what it made; `doneSince` lists what has.',
  },
  'import-changed-measures': {
    status: 409,
    meaning: 'An import that changed measures that were there is not undone.',
  },
  'report-altered': {
    status: 409,
    meaning: 'What is kept of the locked report has been altered since it was locked, and is not handed out.',
  },
  'plan-closed': { status: 409, meaning: 'Nothing in a closed plan changes.' },
  'plan-adopted': { status: 409, meaning: 'The plan has been adopted before.' },
  'plan-not-adopted': { status: 409, meaning: 'The plan is a draft.' },
  'plan-empty': { status: 409, meaning: 'The plan has no measures to adopt.' },
  'joint-numbers-used': { status: 409, meaning: 'A measure is told in one joint line at most.' },
  'open-duties': {
    status: 409,
    meaning: 'The person is contact, leader, case officer, substitute or reviewer of something open.',
  },
  'absence-overlaps': { status: 409, meaning: 'The person is away in some of these days already.' },
  'deputy-away': { status: 409, meaning: 'The deputy is away in some of these days.' },
  'deputy-unfit': {
    status: 409,
    meaning: 'A deputy has the person’s roles, and is of the same unit or of the secretariat.',
  },
  'assignment-refused': { status: 409, meaning: 'The item waits for the secretariat’s answer already.' },
  'no-refusal': { status: 409, meaning: 'The item has not been refused, or has been answered.' },
  'not-of-the-party': {
    status: 409,
    meaning: 'An item is handed to somebody of the same party who may report for it.',
  },
  'duties-changed': {
    status: 409,
    meaning:
      'What the person answers for has changed since it was looked at: `missing` has the duties nobody was given, `gone` those that are not the person’s.',
  },
  'can-not-take-over': {
    status: 409,
    meaning: 'Somebody was given a duty that they can’t have: `obstacles` says which, and why.',
  },
  'similar-party': {
    status: 409,
    meaning:
      'A party with a similar name is registered: `similar` has those it is like. Where it is another, confirmedNotSimilarTo has their ids.',
  },
  'organisation-number-taken': {
    status: 409,
    meaning: 'Another organisation has the organisation number; `party` is that one.',
  },
  'already-member': {
    status: 409,
    meaning: 'The party is a member of the group already, or is going to be.',
  },
  'no-departure-question': {
    status: 409,
    meaning: 'Nothing that the party has through the group waits for an answer.',
  },
  'decision-not-countersigned': {
    status: 409,
    meaning: 'A body’s decision has effect when another than the one who entered it has countersigned it.',
  },
  'decision-settled': { status: 409, meaning: 'The decision was countersigned or withdrawn before.' },
  'countersigned-by-another': {
    status: 403,
    meaning: 'Nobody countersigns a decision that they entered themselves.',
  },
  'decision-fulfilled': { status: 409, meaning: 'The decision was marked as carried out before.' },
  'no-reporting-calendar': { status: 409, meaning: 'Nobody has said when the plan’s status is reported.' },
  'report-open': { status: 409, meaning: 'A plan has one open report at a time.' },
  'report-too-early': { status: 409, meaning: 'Answers are asked for from 14 days before a reporting date.' },
  'report-not-due': { status: 409, meaning: 'A report is locked on its reporting date, not before.' },
  'reporting-date-told': {
    status: 409,
    meaning:
      'The reporting date is moved to before what people were told only when they are told again (`tellAgain`) and have five working days.',
  },
  'reporting-date-unasked': {
    status: 409,
    meaning: 'The reporting date is moved forward only to a day for which answers are still asked for.',
  },
  'report-in-other-state': {
    status: 409,
    meaning: 'A report is open, then locked, released, and acknowledged or returned with questions.',
  },
  'report-published': { status: 409, meaning: 'The version is public already.' },
  'report-not-published': { status: 409, meaning: 'What is to be taken down is not public.' },
  'nothing-to-publish': { status: 409, meaning: 'Nothing was frozen for the public when it was locked.' },
  'restricted-since-lock': {
    status: 409,
    meaning:
      'The report tells the text of measures that were restricted after it was locked: correct it first.',
  },
  'personal-data-in-report': {
    status: 409,
    meaning:
      'What looks like personal data stands in the public text: correct it, or say what may stand (`personalDataMayStand`).',
  },
  'names-in-report': {
    status: 409,
    meaning:
      'Registered persons are named in the public text: correct it, or say whose names may stand (`namesMayStand`).',
  },
  'question-answered': { status: 409, meaning: 'The question to the report has been answered before.' },
  'not-your-question': { status: 403, meaning: 'The question to the report was given to somebody else.' },
  'file-unreadable': {
    status: 422,
    meaning:
      'The file is empty, too large, damaged, locked, of another format or without text: `reason` says which.',
  },
  'import-registered': { status: 409, meaning: 'The import was confirmed before, and stands in the plan.' },
  'nothing-to-import': { status: 422, meaning: 'The draft holds no measure to register and changes none.' },
  'own-rights': {
    status: 403,
    meaning: 'Nobody changes their own roles, units, address or identity, or names themselves a substitute.',
  },
  'leadership-gives-leadership': {
    status: 403,
    meaning:
      'Only leadership gives or takes the role, and changes the address or identity of who has it, or says that they have left.',
  },
  'leadership-exists': { status: 409, meaning: 'The first leader has been appointed before.' },
  'other-identity': {
    status: 403,
    meaning: 'The e-mail address is that of a person who has logged in before with another account.',
  },
  'person-active': { status: 409, meaning: 'Only the personal data of one who has left is erased.' },
  'person-erased': { status: 409, meaning: 'The personal data of the person was erased.' },
  'email-taken': { status: 409, meaning: 'Another person is registered with the e-mail address.' },
  'command-in-progress': {
    status: 409,
    meaning: 'The first request with this Idempotency-Key is still under way.',
  },
  'idempotency-key-reused': {
    status: 422,
    meaning: 'The Idempotency-Key was used before, for another request.',
  },
  stale: { status: 412, meaning: 'Somebody has changed it since the version in If-Match.' },

  // The HTTP layer.
  'invalid-request': {
    status: 422,
    meaning: 'Values in the body or the query do not fit the schema; errors names each of them.',
  },
  'malformed-body': { status: 400, meaning: 'The body is not JSON, or is nested too deep.' },
  'unsupported-media-type': { status: 415, meaning: 'The body is not sent as application/json.' },
  'body-too-large': {
    status: 413,
    meaning: 'The body is larger than 1 MB, or 50 MB for a batch of measures.',
  },
  'no-such-address': { status: 404, meaning: 'The method and path are not an address of this API.' },
  'idempotency-key-missing': { status: 400, meaning: 'Every POST carries an Idempotency-Key.' },
  'idempotency-key-unusable': {
    status: 400,
    meaning: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
  },
  'if-match-missing': { status: 428, meaning: 'PATCH and PUT name the version they are based on.' },
  'if-match-unusable': { status: 400, meaning: 'If-Match holds one ETag as this API gave it.' },
  'token-missing': { status: 401, meaning: 'The request carries no bearer token.' },
  'token-refused': {
    status: 401,
    meaning: 'The token has expired, is for another audience, or was signed by somebody else.',
  },
  'file-not-made': {
    status: 503,
    meaning:
      'A file that was made while one waited failed. Asking for it where it was asked first begins anew.',
  },
  'identity-provider-unavailable': {
    status: 503,
    meaning: 'The identity provider does not give its keys, so tokens can not be verified.',
  },
  'not-registered': {
    status: 403,
    meaning: 'No active person in the register has the token’s account or e-mail address.',
  },
  'email-not-verified': {
    status: 403,
    meaning: 'The identity provider does not vouch for the e-mail address, so it binds nobody.',
  },
  'client-without-scope': { status: 403, meaning: 'An API client needs at least one scope.' },
  'record-unavailable': {
    status: 503,
    meaning:
      'The database does not answer; the same request may be sent again with the same Idempotency-Key.',
  },
  internal: { status: 500, meaning: 'A fault of ours, which has been logged.' },
};
