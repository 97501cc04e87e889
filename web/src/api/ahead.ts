/** What the server is about to say of people, and `schema.ts` does not know yet. */

/** A post, with what it stands in for. */
export interface PostAhead {
  chain?: string | null;
  deputy_of?: string | null;
  deputy_of_name?: string | null;
}

/** A role of the pack; no list of ledgers means all of them. */
export interface RoleAhead {
  id: string;
  name: string;
  level: string;
  level_name: string;
  reads?: string[] | null;
  writes?: string[] | null;
  clearance: string;
}
