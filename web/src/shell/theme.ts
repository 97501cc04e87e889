import type { ThemeConfig } from 'antd';

/** Ant Design in the house's colours; the same values stand as custom properties in `styles/base.css`. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#3f7d4e',
    colorLink: '#2c5f39',
    colorSuccess: '#3f7d4e',
    colorError: '#8a4b12',
    colorWarning: '#8a5a12',
    colorText: '#1c2320',
    colorTextSecondary: '#56605a',
    colorTextPlaceholder: '#7b857e',
    colorBorder: '#bcc4bb',
    colorBorderSecondary: '#d9ddd6',
    colorBgContainer: '#fdfdfb',
    colorBgElevated: '#fdfdfb',
    borderRadius: 3,
    borderRadiusLG: 4,
    fontSize: 15,
    controlHeight: 36,
    boxShadowSecondary: '0 4px 18px rgba(28, 35, 32, 0.14)',
    fontFamily: 'var(--ui)',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: { Button: { primaryShadow: 'none', defaultShadow: 'none' } },
};
