package org.nansen.gateway.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.nansen.gateway.crash.agent.CrashAgent;

/** The agent's classes, without their tests, in a jar that names Byte Buddy's: neither is in the gateway's jar. */
final class AgentJar {

    private AgentJar() {}

    static void pack(Path file) throws IOException, URISyntaxException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", CrashAgent.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        Path classes = Path.of(CrashAgent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path agent = classes.resolve(CrashAgent.class.getPackageName().replace('.', '/'));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> all = Files.list(agent)) {
            for (Path ours : all.filter(AgentJar::isAgent).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(ours).toString().replace('\\', '/')));
                try (InputStream content = Files.newInputStream(ours)) {
                    content.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }

    private static boolean isAgent(Path file) {
        return !file.getFileName().toString().contains("Test");
    }
}
