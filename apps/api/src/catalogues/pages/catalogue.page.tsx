import { Alert, Heading, Link } from '../../web/design-system.js';
import type { Catalogue, ChangeLogEntry, Situation } from '#domain/catalogue/catalogue.js';
import type { PersonId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { cataloguePath, cataloguesPath, situationAnchor, situationFormPath } from '#messages/page-links.js';
import type { CameFrom } from '#record/catalogue/picking.query.js';
import type { Pick } from '#record/catalogue/picks.query.js';
import { dayOf } from '../rest/catalogue.shown.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, moment, t } from '../../web/frame/texts.js';
import { riskInWords } from '../../measures/pages/event-sentences.js';
import { Actions } from '../../web/frame/actions.js';
import { catalogueForms } from './catalogue-forms.js';
import { PickedMeasures } from './picked-measures.js';
import { CameFromNote } from './came-from-note.js';
import { situationForms } from './situation-forms.js';

interface CataloguePageProps {
  frame: PageFrame;
  catalogue: Catalogue;
  /** The one that is shown. */
  version: number;
  /** The one in force. */
  versionNow: number;
  names: ReadonlyMap<PersonId, string>;
  actor: Actor;
  from: CameFrom | undefined;
  /** None for those who don't read every plan. */
  picks: readonly Pick[];
}

/** A catalogue with its situations and its change log, as it is or as it was. */
export function CataloguePage(props: CataloguePageProps) {
  const { frame, catalogue, version, versionNow, actor, from } = props;
  const isNow = version === versionNow;
  const actions = isNow
    ? catalogueForms
        .filter((form) => form.offered({ catalogue, version, actor }))
        .map(({ name, slug }) => ({
          label: t(`page.form.${name}.title`),
          href: `${cataloguePath(catalogue.number)}/${slug}`,
        }))
    : [];
  return (
    <Page
      frame={frame}
      title={catalogue.name}
      kicker={t('page.catalogue.version', { version })}
      crumbs={[{ label: t('page.catalogue.title'), href: cataloguesPath }]}
    >
      {isNow ? null : (
        <Alert data-color="warning" className="kv-done">
          {t('page.catalogue.old-version', { version, now: versionNow })}{' '}
          <Link href={cataloguePath(catalogue.number)}>{t('page.catalogue.to-version-now')}</Link>
        </Alert>
      )}
      {catalogue.about === '' ? null : <p className="kv-lead">{catalogue.about}</p>}
      <CameFromNote from={from} />
      <Actions actions={actions} />
      {catalogue.situations.length === 0 ? <p>{t('page.catalogue.no-situations')}</p> : null}
      {groups(catalogue.situations).map(({ heading, situations }, index) => (
        <section key={heading} aria-labelledby={`gruppe-${index + 1}`}>
          <Heading level={2} data-size="sm" id={`gruppe-${index + 1}`}>
            {heading === '' ? t('page.catalogue.situations') : heading}
          </Heading>
          {situations.map((situation) => (
            <SituationSection key={situation.id} situation={situation} {...props} isNow={isNow} />
          ))}
        </section>
      ))}
      <ChangeLog {...props} />
    </Page>
  );
}

/** Situations under their headings, in the order in which each heading first stands. */
function groups(situations: readonly Situation[]): { heading: string; situations: Situation[] }[] {
  const headings = [...new Set(situations.map(({ heading }) => heading))];
  return headings.map((heading) => ({
    heading,
    situations: situations.filter((situation) => situation.heading === heading),
  }));
}

function SituationSection({
  situation,
  catalogue,
  version,
  actor,
  from,
  names,
  picks,
  isNow,
}: CataloguePageProps & { situation: Situation; isNow: boolean }) {
  const id = situationAnchor(situation.number);
  const context = { catalogue, version, actor, situation, options: { plans: [], evaluations: [] } };
  const actions = situationForms
    .filter((form) => isNow && form.offered(context))
    .map(({ name, slug }) => ({
      name,
      href: situationFormPath(catalogue.number, situation.number, slug, { from }),
    }));
  return (
    <section aria-labelledby={id} className="kv-situation">
      <Heading level={3} data-size="2xs" id={id}>
        {t('page.catalogue.situation', { number: situation.number, name: situation.name })}
      </Heading>
      {situation.description === '' ? null : <p>{situation.description}</p>}
      <dl className="kv-facts">
        <Lines term={t('page.catalogue.indicators')} lines={situation.indicators} />
        <Lines term={t('page.catalogue.consider-when')} lines={situation.considerWhen} />
        <Lines term={t('page.catalogue.purposes')} lines={situation.purposes} />
        <div>
          <dt>{t('page.catalogue.candidates')}</dt>
          <dd>
            {situation.candidates.length === 0 ? (
              t('page.none')
            ) : (
              <ul className="kv-lines">
                {situation.candidates.map(({ id: candidateId, title, text }) => (
                  <li key={candidateId}>
                    {title}
                    {text === '' ? null : <span className="kv-quiet kv-block">{text}</span>}
                    <PickedMeasures picks={picks.filter((pick) => pick.candidateId === candidateId)} />
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        {situation.risk === undefined ? null : (
          <div>
            <dt>{t('page.measure.risk')}</dt>
            <dd>
              {riskInWords(situation.risk).map((text) => (
                <p key={text}>{text}</p>
              ))}
              <p className="kv-quiet">
                {t('page.catalogue.assessed', {
                  date: moment(situation.risk.at),
                  person: nameOf(situation.risk.by, names),
                })}
              </p>
            </dd>
          </div>
        )}
      </dl>
      {actions.length === 0 ? null : (
        <ul className="kv-row-actions">
          {actions.map(({ name, href }) => (
            <li key={name}>
              <a
                className="ds-button"
                data-variant={name === 'pick' ? 'primary' : 'secondary'}
                data-size="sm"
                href={href}
                aria-label={t('page.catalogue.situation-action', {
                  action: t(`page.form.${name}.title`),
                  number: situation.number,
                })}
              >
                {t(`page.form.${name}.title`)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Lines({ term, lines }: { term: string; lines: readonly string[] }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {lines.length === 0 ? (
          t('page.none')
        ) : (
          <ul className="kv-plain">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}

/** Historikk, the newest first; each version can be read. */
function ChangeLog({ catalogue, version, names }: CataloguePageProps) {
  return (
    <section aria-labelledby="historikk">
      <Heading level={2} data-size="sm" id="historikk">
        {t('page.catalogue.change-log')}
      </Heading>
      <ol className="kv-timeline">
        {[...catalogue.changeLog].reverse().map((entry, index) => (
          <li key={catalogue.changeLog.length - index}>
            <span className="kv-when">{whenAndWho(entry, names)}</span>
            <span className="kv-what">{inWords(entry)}</span>
            {'version' in entry ? (
              <Version number={catalogue.number} version={entry.version} shown={version} />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Version({ number, version, shown }: { number: number; version: number; shown: number }) {
  if (version === shown) return t('page.catalogue.version-shown', { version });
  return (
    <Link href={cataloguePath(number, { version })}>{t('page.catalogue.read-version', { version })}</Link>
  );
}

function whenAndWho(entry: ChangeLogEntry, names: ReadonlyMap<PersonId, string>): string {
  return entry.what === 'earlier' ? day(dayOf(entry)) : `${day(dayOf(entry))}, ${nameOf(entry.by, names)}`;
}

function inWords(entry: ChangeLogEntry): string {
  if (entry.what === 'earlier') return entry.note;
  const { situation, note } = entry;
  return [
    t(`page.catalogue.change.${entry.what}`, {
      number: situation?.number ?? '',
      name: situation?.name ?? '',
    }),
    ...(note === undefined ? [] : [note]),
  ].join(' ');
}

function nameOf(id: PersonId, names: ReadonlyMap<PersonId, string>): string {
  const known = names.get(id);
  if (known !== undefined) return known;
  return id.startsWith('client:')
    ? t('page.client', { name: id.slice('client:'.length) })
    : t('page.unknown');
}
