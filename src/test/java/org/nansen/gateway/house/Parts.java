package org.nansen.gateway.house;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * Parts of the machine that a test needs and Maven cannot bring. A test whose part is absent is skipped by name; with
 * {@code -Dgateway.parts=required} it fails instead, so that a build server cannot pass by lacking something.
 */
public enum Parts {
    OPENSSH("OpenSSH server", "openssh-server", Path.of("/usr/sbin/sshd"), false),
    POSTFIX("Postfix", "postfix", Path.of("/usr/sbin/postfix"), true);

    private final String title;
    private final String debianPackage;
    private final Path program;
    private final boolean root;

    Parts(String title, String debianPackage, Path program, boolean root) {
        this.title = title;
        this.debianPackage = debianPackage;
        this.program = program;
        this.root = root;
    }

    /** Whether the part is there and this user may run it. */
    public boolean present() {
        return Files.isExecutable(program) && (!root || "root".equals(System.getProperty("user.name")));
    }

    /** Goes on when the part is there; otherwise ends the test as {@code gateway.parts} says. */
    public void need() {
        if (present()) {
            return;
        }
        String reason = "This machine lacks %s (Debian package %s%s)"
                .formatted(title, debianPackage, root ? ", run as root" : "");
        if ("required".equals(System.getProperty("gateway.parts"))) {
            throw new AssertionError(reason);
        }
        throw new TestAbortedException(reason);
    }
}
