/** `public`: restricted text left out, as for a reader without any role. No person is named in either. */
export type Audience = 'internal' | 'public';
