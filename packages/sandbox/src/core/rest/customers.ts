import { createCustomer, deleteCustomer } from '../platform/customers.ts'
import { customerOf } from '../platform/transaction.ts'
import { customerOut, newCustomer } from '../wire.ts'
import { bodyOf, created, listed, ok, param, read, write, type RestRoute } from './call.ts'

export const customerRoutes: readonly RestRoute[] = [
  {
    name: 'intpcs.list',
    method: 'GET',
    path: '/v2/3as/customers',
    answer: (call) =>
      read(call, (reader) => {
        const customers = reader.values('customer').filter(({ intpId }) => intpId === call.intp.id)
        return listed(call, customers, customerOut)
      }),
  },
  {
    name: 'intpcs.getByIntpCustomerId',
    method: 'GET',
    path: '/v2/3as/customers/:customerId',
    answer: (call) => read(call, (reader) => ok(customerOut(customerOf(reader, call.intp, param(call, 'customerId'))))),
  },
  {
    name: 'intpcs.create',
    method: 'POST',
    path: '/v2/3as/customers',
    answer: (call) => {
      const input = bodyOf(call, newCustomer)
      return write(call, (tx) => {
        return created(customerOut(createCustomer(tx, call.intp, input)))
      })
    },
  },
  {
    name: 'intpc.delete',
    method: 'DELETE',
    path: '/v2/3as/customers/:customerId',
    answer: (call) => {
      return write(call, (tx) => ok(customerOut(deleteCustomer(tx, call.intp, param(call, 'customerId')))))
    },
  },
]
