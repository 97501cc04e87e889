import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLook } from './look';
import { themeOf } from './theme';

/** Where people write: forms and their controls. Reading never loads this. */
export function Workroom({ children }: { children: ReactNode }) {
  const look = useLook();
  return (
    <ConfigProvider locale={zhCN} theme={themeOf(look)} button={{ autoInsertSpace: false }} getPopupContainer={(trigger) => trigger?.parentElement ?? document.body}>
      {children}
    </ConfigProvider>
  );
}
