import { Alert, Heading, Link } from '../../web/design-system.js';
import type { NamedParty } from '#domain/party/similar-names.js';
import { partyPath } from '#messages/page-links.js';
import { t } from '../../web/frame/texts.js';

/** Those that a name is like, each with a way to it: shown before another is registered. */
export function SimilarParties({ similar }: { similar: readonly NamedParty[] }) {
  if (similar.length === 0) return null;
  return (
    <Alert data-color="warning">
      <Heading level={2} data-size="xs">
        {t('page.similar-parties.title')}
      </Heading>
      <ul>
        {similar.map(({ id, name, organisationNumber }) => (
          <li key={id}>
            <Link href={partyPath(id)}>{t('page.similar-parties.use', { name })}</Link>
            {organisationNumber === undefined
              ? null
              : ` (${t('page.similar-parties.numbered', { number: organisationNumber })})`}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
