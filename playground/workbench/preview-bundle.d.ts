declare module 'virtual:preview-bundle' {
  export const script: string
  export const styles: string
}

declare module 'virtual:preview-languages' {
  export const languages: Record<string, () => Promise<{ script: string }>>
}

/** Where Acme Shops runs beside the workbench; a static site has none. */
declare const ACME_URL: string | null
