import { assignPackage, createPackage, listPackages, renamePackage, unassignPackage } from '../platform/packages.ts'
import { packageOf } from '../platform/transaction.ts'
import { newPackage, packageOut, packageUpdate } from '../wire.ts'
import { bodyOf, created, noContent, ok, param, read, write, type RestRoute } from './call.ts'

export const packageRoutes: readonly RestRoute[] = [
  {
    name: 'packages.list',
    method: 'GET',
    path: '/v2/3as/packages',
    answer: (call) => {
      const filter = {
        intpWebsiteId: call.query.get('intpWebsiteId') ?? undefined,
        intpCustomerId: call.query.get('intpCustomerId') ?? undefined,
      }
      return read(call, (reader) => ok(listPackages(reader, call.intp, filter).map((pkg) => packageOut(reader, pkg))))
    },
  },
  {
    name: 'packages.getById',
    method: 'GET',
    path: '/v2/3as/packages/:packageId',
    answer: (call) =>
      read(call, (reader) => ok(packageOut(reader, packageOf(reader, call.intp, param(call, 'packageId'))))),
  },
  {
    name: 'packages.create',
    method: 'POST',
    path: '/v2/3as/packages',
    answer: (call) => {
      const input = bodyOf(call, newPackage)
      return write(call, (tx) => created(packageOut(tx, createPackage(tx, call.intp, input))))
    },
  },
  {
    name: 'package.update',
    method: 'PATCH',
    path: '/v2/3as/packages/:packageId',
    answer: (call) => {
      const { name } = bodyOf(call, packageUpdate)
      return write(call, (tx) => ok(packageOut(tx, renamePackage(tx, call.intp, param(call, 'packageId'), name))))
    },
  },
  {
    name: 'package.assign',
    method: 'PUT',
    path: '/v3/3as/packages/:packageId/assignments/:targetId',
    answer: (call) => {
      write(call, (tx) => assignPackage(tx, call.intp, param(call, 'packageId'), param(call, 'targetId')))
      return noContent
    },
  },
  {
    name: 'package.unassign',
    method: 'DELETE',
    path: '/v3/3as/packages/:packageId/assignments/:targetId',
    answer: (call) => {
      write(call, (tx) => unassignPackage(tx, call.intp, param(call, 'packageId'), param(call, 'targetId')))
      return noContent
    },
  },
]
