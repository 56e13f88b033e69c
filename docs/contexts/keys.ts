declare const intp: { id: string; privateKey: string }
