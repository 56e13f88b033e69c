import express from 'express'
import { toNodeHandler } from 'react-3as/server'
declare const app: import('express').Express
declare const analytics: import('react-3as/server').PartnerHandler
