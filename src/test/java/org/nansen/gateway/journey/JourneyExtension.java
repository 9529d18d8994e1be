package org.nansen.gateway.journey;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives journeys the one {@link Neighbourhood}, which ends after the last of them. */
final class JourneyExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(JourneyExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Neighbourhood.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(Held.class, unused -> new Held(Neighbourhood.start()), Held.class)
                .neighbourhood();
    }

    /** Closed by JUnit with the last test. */
    private record Held(Neighbourhood neighbourhood) implements ExtensionContext.Store.CloseableResource {

        @Override
        public void close() {
            neighbourhood.close();
        }
    }
}
