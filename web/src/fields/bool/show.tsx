import type { ShowProps } from '../types';

/** 是 or 否; absent is neither. */
export function BoolShow({ value, text }: ShowProps) {
  return <>{text ?? (value === true ? '是' : value === false ? '否' : '')}</>;
}
