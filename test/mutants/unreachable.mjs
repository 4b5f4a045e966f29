// Leaves out what no test could reach: the branch of a switch that the types say is never taken (`x satisfies never`).
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const unreachable = {
  shouldIgnore({ node }) {
    const [said] = node.type === 'SwitchCase' && node.test === null ? node.consequent : [];
    return said?.argument?.type === 'TSSatisfiesExpression' &&
      said.argument.typeAnnotation.type === 'TSNeverKeyword'
      ? 'by the types it is never reached'
      : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'unreachable', unreachable)];
