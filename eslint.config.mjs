// Lint with the boundary rules of docs/adr: each is proven to bite by test/boundaries (a seeded violation).
import { join } from 'node:path';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// Regular expressions, since "#record" is a comment in the glob patterns of this rule.
const orm = ['^typeorm(/|$)', '^pg(/|$)'];
const slack = ['^@slack/'];
const mail = ['^nodemailer(/|$)'];
const temporal = ['^@temporalio/'];
const nest = ['^@nestjs/'];
/** The record's own hands: whoever has them can ask the database anything. */
const recordInsidePaths = [
  'libs/record/src/data-source.ts',
  'libs/record/src/connection/data-source-of.ts',
  'libs/record/src/migrations',
];
const recordInside = ['^#record/(data-source|connection/data-source-of|migrations/.*)\\.js$'];

/**
 * Who may import what: `never` is closed to the room, or all that is not `only`; of the project's own folders, however
 * they are written, those in `paths` (a pattern or [pattern, the files in it that may be seen]).
 */
const rooms = [
  {
    room: 'libs/domain/src/**',
    why: 'The domain is pure: no framework, ORM, clock or random (ARCHITECTURE.md, Layout).',
    only: [
      '\\.\\.?/',
      '#domain/',
      '(temporal-polyfill|safe-stable-stringify|date-holidays|@navikt/fnrvalidator)$',
    ],
    paths: ['apps', 'libs/record', 'libs/messages', 'libs/documents', 'local'],
  },
  {
    room: 'apps/worker/src/workflows/**',
    why: 'Workflows run in a sandbox: contracts and activity types only.',
    only: ['\\.\\.?/', '#domain/contracts/', '@temporalio/(workflow|common)$'],
    paths: [
      'apps/api',
      ['apps/worker/src', './workflows'],
      ['libs/domain/src', './contracts'],
      'libs/record',
      'libs/messages',
      'libs/documents',
      'local',
    ],
  },
  {
    room: 'libs/messages/src/**',
    why: 'Messages say what they are given; they do not look it up.',
    never: ['^#(record|documents|local)/', ...orm, ...temporal, ...nest],
    paths: ['apps', 'libs/record', 'libs/documents', 'local'],
  },
  {
    room: 'libs/documents/src/**',
    why: 'Documents are read and written from what is given; they do not look it up.',
    never: ['^#(record|local)/', ...orm, ...slack, ...mail, ...temporal, ...nest],
    paths: ['apps', 'libs/record', 'local'],
  },
  {
    room: 'libs/record/src/**',
    why: 'The record knows neither doors nor workflows.',
    never: ['^#(documents|messages|local)/', ...slack, ...mail, ...temporal, ...nest],
    paths: ['apps', 'libs/documents', 'libs/messages', 'local'],
  },
  {
    room: 'apps/api/src/**',
    not: ['apps/api/src/slack/**'],
    why: 'Only libs/record touches the ORM, only libs/messages and the Slack module know Slack; apps do not import each other.',
    never: ['^#local/', ...recordInside, ...orm, ...slack, ...mail],
    paths: ['apps/worker', 'local', ...recordInsidePaths],
  },
  {
    room: 'apps/api/src/slack/**',
    why: 'Only libs/record touches the ORM; apps do not import each other.',
    never: ['^#local/', ...recordInside, ...orm, ...mail],
    paths: ['apps/worker', 'local', ...recordInsidePaths],
  },
  {
    room: 'apps/worker/src/**',
    not: ['apps/worker/src/workflows/**'],
    why: 'Only libs/record touches the ORM, only libs/messages knows Slack and e-mail; apps do not import each other.',
    never: ['^#local/', ...recordInside, ...orm, ...slack, ...mail],
    paths: ['apps/api', 'local', ...recordInsidePaths],
  },
];

/** What of the project is closed to a room, by the file that an import leads to. */
function zones(room, paths, why) {
  return paths.map((path) => {
    const [from, except] = Array.isArray(path) ? path : [path];
    return {
      target: room.replace('/**', ''),
      from,
      ...(except === undefined ? {} : { except: [except] }),
      message: why,
    };
  });
}

/** `import('…')`, the type of the same, and `require`: what no import at the head of the file says. */
function fetchedLater(closed, message) {
  const name = `/${closed.replaceAll('/', '\\/')}/`;
  return [
    { selector: `ImportExpression[source.value=${name}]`, message },
    { selector: `TSImportType[source.value=${name}]`, message },
    { selector: `CallExpression[callee.name='require'][arguments.0.value=${name}]`, message },
    {
      selector: "ImportExpression:not([source.type='Literal'])",
      message: 'What is imported is written out.',
    },
  ];
}

const timeAsData = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time arrives as data.' },
  {
    selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
    message: 'Time arrives as data.',
  },
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.kvittert/**', 'coverage/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({
          tsconfig: { configFile: join(import.meta.dirname, 'tsconfig.json') },
          extensions: ['.ts', '.tsx', '.js', '.mjs'],
          extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
          conditionNames: ['types', 'import', 'default', 'node'],
        }),
      ],
    },
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
  ...rooms.map(({ room, not = [], why, only, never, paths }) => {
    const closed = only === undefined ? never.join('|') : `^(?!${only.join('|')})`;
    return {
      files: [room],
      ignores: ['**/*.spec.ts', '**/*.spec.tsx', ...not],
      rules: {
        'no-restricted-imports': ['error', { patterns: [{ regex: closed, message: why }] }],
        'import-x/no-restricted-paths': [
          'error',
          { basePath: import.meta.dirname, zones: zones(room, paths, why) },
        ],
        'no-restricted-syntax': [
          'error',
          ...fetchedLater(closed, why),
          ...(room.startsWith('libs/domain') ? timeAsData : []),
        ],
      },
    };
  }),
  {
    // What a process loads, each start pays for: every command, every restart, every test that starts one.
    files: ['apps/**', 'libs/**'],
    ignores: ['**/*.spec.ts', '**/*.spec.tsx'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@digdir/designsystemet-react',
              allowTypeImports: true,
              message: 'Its entry loads a thousand icons: take the component from web/design-system.js.',
            },
            ...['@protobi/exceljs', '@cantoo/pdf-lib'].map((name) => ({
              name,
              allowTypeImports: true,
              message: 'Import it where it is used, when it is first used: await import(…).',
            })),
          ],
        },
      ],
    },
  },
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
    },
  },
  { files: ['**/*.{mjs,js}'], extends: [tseslint.configs.disableTypeChecked] },
);
