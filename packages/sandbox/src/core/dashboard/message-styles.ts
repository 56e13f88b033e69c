export const messageStyles = `
.message-page { min-height: 100vh; max-width: 460px; margin: 0 auto; padding: 32px 24px; display: grid; gap: 10px; align-content: center; justify-items: center; text-align: center; }
.message-page h1 { font-size: 22px; }
.message-page p { color: var(--ink-soft); text-wrap: pretty; }
.message-icon { display: grid; place-items: center; width: 64px; height: 64px; margin-bottom: 8px; border-radius: 50%; background: var(--accent-soft); color: var(--accent-strong); }
.message-icon.good { background: var(--good-soft); color: var(--good); }
.message-page .button { margin-top: 12px; }
.message-icon .icon { width: 30px; height: 30px; }
`
