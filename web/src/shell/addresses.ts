/**
 * Every screen of the house and the address it lies at. The router is made of this list and so is the test that looks at
 * every screen: a screen that is added here without a sample address fails there.
 */
export const ADDRESSES = {
  home: '/',
  unit: '/unit/:unit',
  readers: '/unit/:unit/readers',
  reports: '/reports',
  report: '/reports/:report',
  forms: '/forms',
  form: '/forms/:form',
  start: '/start',
  ledgers: '/ledgers',
  ledger: '/ledgers/:ledger',
  new_record: '/ledgers/:ledger/new',
  import: '/ledgers/:ledger/import',
  record: '/ledgers/:ledger/:book/:record',
  indicators: '/indicators',
  indicator: '/indicators/:indicator',
  changes: '/changes',
  people: '/people',
  security_log: '/people/log',
  account: '/people/:user',
  units: '/units',
  parameters: '/parameters',
  me: '/me',
  status: '/status',
  nowhere: '*',
} as const;

export type ScreenName = keyof typeof ADDRESSES;
