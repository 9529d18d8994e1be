package org.nansen.gateway.house;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.opentest4j.TestAbortedException;

/**
 * Parts of the machine that a test needs and Maven cannot bring. A test whose part is absent is skipped by name; with
 * {@code -Dgateway.parts=required} it fails instead, so that a build server cannot pass by lacking something.
 */
public enum Parts {
    OPENSSH("OpenSSH server", "openssh-server", () -> executable("/usr/sbin/sshd"), false),
    POSTFIX("Postfix", "postfix", () -> executable("/usr/sbin/postfix"), true),
    POSTGRESQL("PostgreSQL server", "postgresql", PostgreSqlPrograms::present, false),
    LIBFAKETIME("libfaketime", "libfaketime", () -> FakeClock.library().isPresent(), false),
    NETWORK_NAMESPACES("network namespaces", "iproute2", () -> allowed("unshare", "--net", "ip", "link"), true),
    MOUNTS("mounts", "util-linux", () -> allowed("unshare", "--mount", "true"), true);

    private final String title;
    private final String debianPackage;
    private final BooleanSupplier found;
    private final boolean root;

    Parts(String title, String debianPackage, BooleanSupplier found, boolean root) {
        this.title = title;
        this.debianPackage = debianPackage;
        this.found = found;
        this.root = root;
    }

    /** Whether the part is there and this user may run it. */
    public boolean present() {
        return (!root || isRoot()) && found.getAsBoolean();
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

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Whether the machine lets us: root in a container may lack the capability. */
    private static boolean allowed(String... command) {
        try {
            Child.run(List.of(command));
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    private static boolean executable(String program) {
        return Files.isExecutable(Path.of(program));
    }
}
