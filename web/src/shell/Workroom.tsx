import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { theme } from './theme';

/** Where people write: forms and their controls. Reading never loads this. */
export function Workroom({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} getPopupContainer={(trigger) => trigger?.parentElement ?? document.body}>
      {children}
    </ConfigProvider>
  );
}
