import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';

interface Toast {
  id: number;
  text: string;
  action?: { name: string; run: () => void };
}

type Say = (text: string, action?: Toast['action']) => void;

const Context = createContext<Say>(() => undefined);

/** Says what was done, with the way back. A word with a way back stays until it is used or sent away. */
export function useToast(): Say {
  return useContext(Context);
}

/**
 * Holds what is being said: one word at a time, where nothing is to be pressed. That is the top bar; where the bar is too
 * short or covered, the foot of the window, and what is pressed there moves up (`saying` in `shell.css`).
 */
export function Toasts({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast>();
  const last = useRef(0);
  const drop = useCallback((id: number) => setToast((now) => (now?.id === id ? undefined : now)), []);
  useEffect(() => {
    document.documentElement.classList.toggle('saying', toast !== undefined);
  }, [toast]);
  const say = useCallback<Say>(
    (text, action) => {
      last.current += 1;
      const id = last.current;
      setToast({ id, text, ...(action ? { action } : {}) });
      setTimeout(() => drop(id), action ? 30_000 : 6_000);
    },
    [drop],
  );
  return (
    <Context.Provider value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toast ? (
          <div key={toast.id} className="toast">
            <span>{toast.text}</span>
            {toast.action ? (
              <button
                type="button"
                className="toast-action"
                onClick={() => {
                  drop(toast.id);
                  toast.action?.run();
                }}
              >
                {toast.action.name}
              </button>
            ) : null}
            <button type="button" className="toast-close" aria-label="关闭提示" onClick={() => drop(toast.id)}>
              ×
            </button>
          </div>
        ) : null}
      </div>
    </Context.Provider>
  );
}
