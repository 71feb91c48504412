/** The address of a case. Its page finds out of which kind it is, so that every link to a case is made here. */
export const caseHref = (id: string): string => `/cases/${id}`;
