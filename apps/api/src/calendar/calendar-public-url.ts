/** PUBLIC_URL, for the addresses that calendars are given. */
export const calendarPublicUrlToken = Symbol('public URL of calendars');
