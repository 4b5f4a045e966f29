// Lint with the boundary rules of docs/adr: each is proven to bite by test/boundaries (a seeded violation).
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Regular expressions, since "#record" is a comment in the glob patterns of this rule.
const orm = ['^typeorm(/|$)', '^pg(/|$)'];
const slack = ['^@slack/'];
const mail = ['^nodemailer(/|$)'];
const temporal = ['^@temporalio/'];
const nest = ['^@nestjs/'];
const apps = ['(^|/)apps/'];
const otherApp = (app) => [`^(\\.\\./)+${app}/src/`, `(^|/)apps/${app}/`];

/** Who may import what: `never` is closed to the room. */
const rooms = [
  {
    room: 'libs/domain/src/**',
    why: 'The domain is pure: no framework, ORM, clock or random (ARCHITECTURE.md, Layout).',
    never: [
      '^#(record|documents|messages|local)/',
      ...apps,
      ...orm,
      ...slack,
      ...mail,
      ...temporal,
      ...nest,
      '^node:',
      '^zod$',
      '^uuid$',
    ],
  },
  {
    room: 'apps/worker/src/workflows/**',
    why: 'Workflows run in a sandbox: contracts and activity types only.',
    never: [
      '^#(record|documents|messages|local)/',
      '^#domain/(?!contracts/)',
      '^@temporalio/(client|worker|activity)',
      '^(date-holidays|temporal-polyfill|zod|node:.*)$',
      ...orm,
      ...slack,
      ...nest,
    ],
  },
  {
    room: 'libs/messages/src/**',
    why: 'Messages say what they are given; they do not look it up.',
    never: ['^#(record|documents|local)/', ...apps, ...orm, ...temporal, ...nest],
  },
  {
    room: 'libs/documents/src/**',
    why: 'Documents are read and written from what is given; they do not look it up.',
    never: ['^#(record|local)/', ...apps, ...orm, ...slack, ...mail, ...temporal, ...nest],
  },
  {
    room: 'libs/record/src/**',
    why: 'The record knows neither doors nor workflows.',
    never: ['^#(documents|messages|local)/', ...apps, ...slack, ...mail, ...temporal, ...nest],
  },
  {
    room: 'apps/api/src/**',
    not: ['apps/api/src/slack/**'],
    why: 'Only libs/record touches the ORM, only libs/messages and the Slack door know Slack; apps do not import each other.',
    never: ['^#local/', ...otherApp('worker'), ...orm, ...slack, ...mail],
  },
  {
    room: 'apps/api/src/slack/**',
    why: 'Only libs/record touches the ORM; apps do not import each other.',
    never: ['^#local/', ...otherApp('worker'), ...orm, ...mail],
  },
  {
    room: 'apps/worker/src/**',
    not: ['apps/worker/src/workflows/**'],
    why: 'Only libs/record touches the ORM, only libs/messages knows Slack and e-mail; apps do not import each other.',
    never: ['^#local/', ...otherApp('api'), ...orm, ...slack, ...mail],
  },
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.kvittert/**', 'coverage/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'import-x/no-default-export': 'off',
      'import-x/no-self-import': 'error',
    },
  },
  ...rooms.map(({ room, not = [], why, never }) => ({
    files: [room],
    ignores: ['**/*.spec.ts', '**/*.spec.tsx', ...not],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: never.join('|'), message: why }] }],
    },
  })),
  {
    // In the workflow sandbox Temporal itself replaces clock and random; the domain has no such keeper.
    files: ['libs/domain/src/**'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'setTimeout', 'setInterval', 'process', 'crypto', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time arrives as data.' },
        { object: 'Math', property: 'random', message: 'Chance arrives as data.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time arrives as data.',
        },
        {
          selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
          message: 'Time arrives as data.',
        },
      ],
    },
  },
  { files: ['**/*.{mjs,js}'], extends: [tseslint.configs.disableTypeChecked] },
);
