package org.nansen.gateway.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault.Problem;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Says why the gateway does not start, as {@code config/application.yaml:12: gateway.foo: unknown key}, and never what
 * value a setting has.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingsFailureAnalyzer implements FailureAnalyzer {

    private static final ConfigurationPropertyName GATEWAY = ConfigurationPropertyName.of("gateway");

    private final Environment environment;

    SettingsFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        BindException bind = find(failure, BindException.class);
        SettingsFault fault = find(failure, SettingsFault.class);
        List<Problem> problems = fault != null
                ? fault.problems()
                : bind != null && GATEWAY.isAncestorOf(bind.getName()) ? problems(bind) : List.of();
        if (problems.isEmpty()) {
            return null;
        }
        return new FailureAnalysis(
                problems.stream()
                        .distinct()
                        .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                        .map(Problem::toString)
                        .collect(Collectors.joining(System.lineSeparator())),
                "Correct what is named above and start again; docs/operators.md lists every setting.",
                failure);
    }

    private List<Problem> problems(BindException bind) {
        Origins origins = new Origins(environment);
        UnboundConfigurationPropertiesException unbound = find(bind, UnboundConfigurationPropertiesException.class);
        if (unbound != null) {
            return unbound.getUnboundProperties().stream()
                    .map(property -> origins.problem(
                            property.getName(),
                            property.getOrigin(),
                            "unknown key" + SettingNames.suggest(bind, property.getName())))
                    .toList();
        }
        BindValidationException invalid = find(bind, BindValidationException.class);
        if (invalid != null) {
            List<Problem> problems = new ArrayList<>();
            for (ObjectError error : invalid.getValidationErrors().getAllErrors()) {
                problems.add(origins.problem(
                        name(invalid.getValidationErrors().getName(), error),
                        Origin.from(error),
                        String.valueOf(error.getDefaultMessage())));
            }
            return problems;
        }
        Origin origin = bind.getProperty() == null ? null : bind.getProperty().getOrigin();
        IllegalArgumentException own = own(bind);
        return List.of(origins.problem(
                bind.getName(),
                origin,
                own == null
                        ? SettingNames.mustBe(bind.getTarget().getType().resolve(Object.class))
                        : own.getMessage()));
    }

    private static ConfigurationPropertyName name(ConfigurationPropertyName prefix, ObjectError error) {
        if (!(error instanceof FieldError field)) {
            return prefix;
        }
        String dashed = field.getField()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\[([a-z0-9-]+)]", ".$1");
        ConfigurationPropertyName tail = ConfigurationPropertyName.adapt(dashed, '.');
        return prefix.append(tail);
    }

    /** What a settings record of ours said in its constructor; other people's messages repeat values. */
    private static @Nullable IllegalArgumentException own(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getClass() == IllegalArgumentException.class
                    && at.getStackTrace().length > 0
                    && at.getStackTrace()[0].getClassName().startsWith("org.nansen.gateway.")) {
                return (IllegalArgumentException) at;
            }
        }
        return null;
    }

    private static <T extends Throwable> @Nullable T find(@Nullable Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
