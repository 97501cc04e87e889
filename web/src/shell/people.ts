/** Until accounts arrive, there is one account: whoever sits at this machine. */
const NAMES: Record<string, string> = { local: '本机用户' };

/** An account as a person reads it. */
export function personName(actor: string): string {
  return NAMES[actor] ?? actor;
}
