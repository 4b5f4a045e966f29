import { partiesPath, partyFormPath, partyPath } from '#messages/page-links.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import type { PartyForm, PartyFormContext, RegisterContext } from './party-form.js';
import { partyForms, registerForm, similarTo } from './party-forms.js';
import { SimilarParties } from './similar-parties.js';

function partiesCrumb(): Crumb {
  return { label: t('page.parties.title'), href: partiesPath };
}

export const registerPlace: FormPlace<RegisterContext, PageForm<RegisterContext>> = {
  forms: [registerForm],
  shown: ({ slug }, context, values) => ({
    crumbs: [partiesCrumb()],
    action: `${partiesPath}/${slug}`,
    cancelHref: partiesPath,
    hidden: {},
    above: <SimilarParties similar={similarTo(values, context)} />,
  }),
  doneAt: () => partiesPath,
};

export const partyPlace: FormPlace<PartyFormContext, PartyForm> = {
  forms: partyForms,
  shown: ({ slug, name }, context, values) => {
    const { state, version } = context.record;
    const similar = name === 'revise-party' ? similarTo(values, context, state) : [];
    return {
      kicker: state.name,
      crumbs: [partiesCrumb(), { label: state.name, href: partyPath(state.id) }],
      action: partyFormPath(state.id, slug),
      cancelHref: partyPath(state.id),
      hidden: { version: String(version) },
      above: <SimilarParties similar={similar} />,
    };
  },
  doneAt: ({ record }) => partyPath(record.state.id),
};
