declare const app: import('express').Express
declare const requireSupport: import('express').RequestHandler
