package org.nansen.gateway.crash.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nansen.gateway.GatewayApplication;

/**
 * What is woven must find its classes, methods and statements: a failpoint or a defect that matches nothing any more would
 * otherwise only show in the long runs.
 */
class WeavingTest {

    @Test
    void everyFailpointFindsItsMethod() throws IOException {
        weave(Point.weaves());
        weave(List.of(CrashAgent.CUT_ANSWERS));
    }

    @ParameterizedTest
    @EnumSource
    void everyDefectFindsItsMethodOrStatements(SeededDefect defect) throws Exception {
        weave(defect.weaves());
        Set<String> texts = texts();
        assertThat(defect.twists()).allSatisfy(twist -> assertThat(texts)
                .anyMatch(text -> twist.statement().matcher(text).find()));
        assertThat(defect.weaves().size() + defect.twists().size()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {".*_COMMIT"})
    void everyCommitIsKnownByAStatement(Point point) throws Exception {
        if (point == Point.FULL_CHUNK_COMMIT) {
            point = Point.CHUNK_COMMIT;
        }
        assertThat(texts())
                .anyMatch(Objects.requireNonNull(Commits.SIGNS.get(point)).asPredicate());
    }

    private static void weave(List<Weave> weaves) throws IOException {
        Map<String, List<Weave>> byType = weaves.stream().collect(Collectors.groupingBy(Weave::type));
        for (Map.Entry<String, List<Weave>> type : byType.entrySet()) {
            String file = type.getKey().replace('.', '/') + ".class";
            ClassLoader loader = WeavingTest.class.getClassLoader();
            try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(file), file)) {
                byte[] original = in.readAllBytes();
                assertThat(Weaver.woven(loader, type.getKey(), original, type.getValue()))
                        .isNotEqualTo(original);
            }
        }
    }

    /** Every text in the code of the ledger. */
    private static Set<String> texts() throws IOException, URISyntaxException {
        Path classes = Path.of(GatewayApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> texts = new HashSet<>();
        try (Stream<Path> files = Files.list(classes.resolve("org/nansen/gateway/ledger"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(new Texts(texts), 0);
            }
        }
        return texts;
    }

    private static final class Texts extends ClassVisitor {

        private final Set<String> texts;

        Texts(Set<String> texts) {
            super(Opcodes.ASM9);
            this.texts = texts;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLdcInsn(Object value) {
                    if (value instanceof String text) {
                        texts.add(text);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String method, String type, net.bytebuddy.jar.asm.Handle handle, Object... arguments) {
                    List<Object> parts = new ArrayList<>(Arrays.asList(arguments));
                    parts.removeIf(part -> !(part instanceof String));
                    parts.forEach(part -> texts.add((String) part));
                }
            };
        }
    }
}
