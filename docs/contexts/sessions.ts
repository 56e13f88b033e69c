declare function sessionUser(request: Request): Promise<{ companyId: string; customers: [string, ...string[]] } | null>
declare function sessionOf(request: Request): Promise<{ customerId: string; staffId: string | null } | null>
