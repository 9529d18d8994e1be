package org.nansen.gateway.normalize;

import org.nansen.gateway.record.FaultCode;

/** The mapping itself is wrong; unlike JSLT's own exceptions, the message never quotes a value. */
final class MappingFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingFault(String message) {
        super(message, null, false, false);
    }

    /** @param line of the mapping, or none when it is not above 0 */
    static MappingFault inLine(int line) {
        String hint = FaultCode.NG_108_MAPPING.hint();
        return new MappingFault(line > 0 ? hint + " In line " + line + " of the mapping." : hint);
    }

    String hint() {
        return String.valueOf(getMessage());
    }
}
