import { useNavigate } from 'react-router';
import { signOut } from '../api/sign_in';
import { useNewcomer } from './useNewcomer';

/** Leaves nothing behind for whoever sits down next, the address included. */
export function SignOut({ className = 'button' }: { className?: string }) {
  const newcomer = useNewcomer();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    await newcomer();
    await navigate('/');
  };
  return (
    <button type="button" className={className} data-act="sign-out" onClick={() => void leave()}>
      退出
    </button>
  );
}
