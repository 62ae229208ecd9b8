import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../../plugins/client-address.ts';
import { Problem } from '../../plugins/problem.ts';

/** Where a session comes from, as kept with it: for the person's own list, against fraud, for limits. */
export interface Origin {
  readonly ip: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function originOf(request: FastifyRequest): Origin {
  const userAgent = request.headers['user-agent']?.slice(0, 300);
  const deviceId = request.headers['x-device-id'];
  if (deviceId !== undefined && (typeof deviceId !== 'string' || !UUID.test(deviceId)))
    throw new Problem('invalid_request', 'X-Device-Id must be the uuid of the installation.');
  return {
    ip: clientAddress(request),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(deviceId === undefined ? {} : { deviceId: deviceId.toLowerCase() }),
  };
}
