package org.nansen.gateway.normalize;

/** The mapping itself is wrong; unlike JSLT's own exceptions, the message never quotes a value. */
final class MappingFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MappingFault(String message) {
        super(message, null, false, false);
    }

    String hint() {
        return String.valueOf(getMessage());
    }
}
