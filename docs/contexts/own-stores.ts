declare function emptySchema(): Promise<string>
declare function oracleStore(options: { schema: string }): import('react-3as/server').Store
