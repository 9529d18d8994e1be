package org.nansen.gateway.operations;

import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.settings.SettingsFault;

/** Why a command did not do what it was asked to, in words for the person who gave it. */
final class CommandFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final boolean unreachable;

    private CommandFault(int exitCode, String message, boolean unreachable) {
        super(message);
        this.exitCode = exitCode;
        this.unreachable = unreachable;
    }

    /** Nobody answers there at all. */
    static CommandFault unreachable(String message) {
        return new CommandFault(Commands.REFUSED, message, true);
    }

    static CommandFault usage(String message) {
        return new CommandFault(Commands.USAGE, message, false);
    }

    static CommandFault refused(String message) {
        return new CommandFault(Commands.REFUSED, message, false);
    }

    /** A message of anything else may quote what it should not; its kind says where to look. */
    static CommandFault of(Exception thrown) {
        if (thrown instanceof CommandFault fault) {
            return fault;
        }
        if (thrown instanceof SettingsFault settings) {
            // Names file, line and key, and no value of a record.
            return usage(String.valueOf(settings.getMessage()));
        }
        return refused(
                thrown instanceof Fault coded
                        ? String.valueOf(coded.getMessage())
                        : FaultCode.NG_900_DEFECT.code() + ": "
                                + thrown.getClass().getName());
    }

    boolean isUnreachable() {
        return unreachable;
    }

    int exitCode() {
        return exitCode;
    }
}
