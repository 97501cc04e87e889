import { theme as antd, type ThemeConfig } from 'antd';
import type { Look } from './look';
import { PALETTES } from './palette';

const TEXT = { normal: 15, large: 18 };

/** Ant Design in the house's colours and measures, by the light and the size of text that a person chose. */
export function themeOf({ light, text }: Pick<Look, 'light' | 'text'>): ThemeConfig {
  const colour = PALETTES[light];
  const size = TEXT[text];
  return {
    algorithm: light === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: colour.field,
      colorLink: colour.fieldDeep,
      colorSuccess: colour.field,
      colorError: colour.heed,
      colorWarning: colour.heed,
      colorText: colour.ink,
      colorTextSecondary: colour.ink2,
      colorTextTertiary: colour.ink3,
      colorTextPlaceholder: colour.ink3,
      colorTextLightSolid: colour.onField,
      colorBorder: colour.rule2,
      colorBorderSecondary: colour.rule,
      colorBgBase: colour.paper,
      colorBgContainer: colour.paper,
      colorBgElevated: colour.paper,
      borderRadius: 3,
      borderRadiusLG: 4,
      fontSize: size,
      controlHeight: size * 2.4,
      boxShadowSecondary: '0 4px 18px var(--shade)',
      fontFamily: 'var(--ui)',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      wireframe: false,
    },
    components: { Button: { primaryShadow: 'none', defaultShadow: 'none' } },
  };
}
