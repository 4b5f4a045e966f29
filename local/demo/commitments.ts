import type { DaysFromToday, DemoEvaluation, PartyKey } from './facts.js';

/** A commitment as a white paper gives it: a theme and words, but no number, owner or date. */
export interface DemoCommitment {
  theme: string;
  /** The section it stands in. */
  section: string;
  title: string;
  text: string;
  /** Leadership has assessed it and sent it on to who can do it; on `reviewOn` we look at what became of it. */
  forwarded: { to: PartyKey; archiveReference: string; reviewOn: DaysFromToday };
}

export const commitments: readonly DemoCommitment[] = [
  {
    theme: 'Frivillighet',
    section: '3.3',
    title: 'Årlig møte med frivillige organisasjoner',
    text: 'Departementet skal møte de frivillige organisasjonene hvert år for å få en tettere dialog.',
    forwarded: { to: 'hod', archiveReference: '24/00412-3', reviewOn: 90 },
  },
  {
    theme: 'Digital sikkerhet',
    section: '4.2',
    title: 'Bedre kunnskap om trusler mot helsesektoren',
    text: 'Flere i sektoren skal kjenne truslene og vite hvordan de sikrer seg. Opplæringen skal passe for hver målgruppe.',
    forwarded: { to: 'helsedirektoratet', archiveReference: '24/00412-4', reviewOn: 120 },
  },
  {
    theme: 'Trygg vannforsyning',
    section: '4.5',
    title: 'Oversikt over nødvann',
    text: 'Det skal kartlegges hvordan kommunene kan skaffe vann når ledningsnettet svikter, og hva som mangler.',
    forwarded: { to: 'mattilsynet', archiveReference: '24/00412-5', reviewOn: 180 },
  },
];

export const whitePaper: DemoEvaluation = {
  title: 'Melding til Stortinget om helseberedskap (2023–2024)',
  kind: 'white-paper',
  publishedOn: '2023-11-24',
  authors: ['Helse- og omsorgsdepartementet'],
  findings: [],
  recommendations: commitments.map(({ title, text }) => ({ sourceNumber: null, title, text })),
};
