/** How a request asks for a fault that happens to itself. */
export const FAULT_HEADER = 'quint-mock-fault';

/** The same where a page cannot set a header. */
export const FAULT_PARAMETER = '_mock_fault';
