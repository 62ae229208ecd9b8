/**
 * Raised when a change of the wire could be misread by the other side; a test compares a hash of the messages with
 * the one written here. Sent as `X-Protocol-Version`.
 */
export const PROTOCOL_VERSION = 1;

/** A client that speaks an older version than this is answered 426 and updates itself. */
export const OLDEST_PROTOCOL_VERSION = 1;

export const PROTOCOL_HEADER = 'x-protocol-version';
export const DEVICE_HEADER = 'x-device-id';
