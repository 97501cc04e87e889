import { useRef } from 'react';
import { requestId } from '../../api/request_id';

/** A key for what is sent: the same content sent again has the same key, and is done once; corrected, it has another. */
export function useRequest(): (content: string) => string {
  const last = useRef({ content: '', id: '' });
  return (content) => {
    if (!last.current.id || last.current.content !== content) last.current = { content, id: requestId() };
    return last.current.id;
  };
}
