import type { Account, Session } from '../../../api/types';

/** What a form about an account is given. */
export interface ActProps {
  account: Account;
  all: Account[];
  me: Session;
  /** Says what came of it, puts the form away, and shows the account anew. */
  done: (words: string) => Promise<void>;
  close: () => void;
}
