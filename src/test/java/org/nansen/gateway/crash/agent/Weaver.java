package org.nansen.gateway.crash.agent;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/** Weaves as classes are loaded. What cannot be woven ends the process: a test must not pass because nothing was in it. */
final class Weaver implements ClassFileTransformer {

    private final Map<String, List<Weave>> byClass;

    Weaver(List<Weave> weaves) {
        byClass = weaves.stream()
                .collect(Collectors.groupingBy(weave -> weave.type().replace('.', '/')));
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        List<Weave> here = byClass.get(name);
        if (here == null) {
            return null;
        }
        try {
            return woven(loader, name.replace('/', '.'), classFile, here);
        } catch (RuntimeException | Error e) {
            System.out.println("crash agent: " + name + " cannot be woven: " + e);
            e.printStackTrace(System.out);
            Runtime.getRuntime().halt(70);
            return null;
        }
    }

    static byte[] woven(ClassLoader loader, String name, byte[] classFile, List<Weave> weaves) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        DynamicType.Builder<?> builder =
                new ByteBuddy().with(TypeValidation.DISABLED).redefine(type, locator);
        for (Weave weave : weaves) {
            ElementMatcher.Junction<MethodDescription> method =
                    weave.method().equals("<init>") ? isConstructor() : named(weave.method());
            if (type.getDeclaredMethods().filter(method).isEmpty()) {
                throw new IllegalStateException("no method " + weave.method());
            }
            builder = builder.visit(Advice.withCustomMapping()
                    .bind(Name.class, weave.name())
                    .to(weave.advice())
                    .on(method.and(not(isAbstract()))));
        }
        return builder.make().getBytes();
    }
}
