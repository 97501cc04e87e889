import { useQueryClient } from '@tanstack/react-query';

/** To be called when another person is at this browser: forgets what the one before could read, and asks who it is now. */
export function useNewcomer(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'start' && queryKey[0] !== 'session' });
    await client.invalidateQueries({ queryKey: ['session'] });
  };
}
