package org.nansen.gateway.settings;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.settings.SettingsFault.Problem;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;

/** Where settings were written: a file and its line, or the name of whatever else gave them. */
final class Origins {

    private final Environment environment;
    private final Path home;

    Origins(Environment environment) {
        this.environment = environment;
        this.home = new Home(Path.of(environment.getProperty("gateway.home", "."))).folder();
    }

    /** Makes a problem of a setting; without an origin, the setting's own or that of its first part is looked up. */
    Problem problem(ConfigurationPropertyName name, @Nullable Origin origin, String reason) {
        Origin known = origin == null ? find(name) : origin;
        TextResourceOrigin text = text(known);
        if (text != null) {
            int line = text.getLocation() == null ? 0 : text.getLocation().getLine() + 1;
            return new Problem(file(text), line, name.toString(), reason);
        }
        return new Problem(known == null ? "config/application.yaml" : "start options", 0, name.toString(), reason);
    }

    private @Nullable Origin find(ConfigurationPropertyName name) {
        for (ConfigurationPropertyName at = name; !at.isEmpty(); at = at.getParent()) {
            for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
                Origin origin = find(source, at);
                if (origin != null) {
                    return origin;
                }
            }
        }
        return null;
    }

    private static @Nullable Origin find(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null) {
            return property.getOrigin();
        }
        if (!(source instanceof IterableConfigurationPropertySource all)) {
            return null;
        }
        return all.stream()
                .filter(name::isAncestorOf)
                .map(all::getConfigurationProperty)
                .filter(part -> part != null && text(part.getOrigin()) != null)
                .map(ConfigurationProperty::getOrigin)
                .min(Comparator.comparingInt(Origins::line))
                .orElse(null);
    }

    private static int line(Origin origin) {
        TextResourceOrigin text = text(origin);
        return text == null || text.getLocation() == null
                ? Integer.MAX_VALUE
                : text.getLocation().getLine();
    }

    private static @Nullable TextResourceOrigin text(@Nullable Origin origin) {
        Origin inner = origin instanceof PropertySourceOrigin wrapped ? wrapped.getOrigin() : origin;
        return inner instanceof TextResourceOrigin text ? text : null;
    }

    private String file(TextResourceOrigin origin) {
        if (origin.getResource() == null) {
            return "application.yaml";
        }
        try {
            Path file = origin.getResource().getFile().toPath().toAbsolutePath().normalize();
            return file.startsWith(home) ? home.relativize(file).toString() : file.toString();
        } catch (IOException | InvalidPathException | UnsupportedOperationException insideOfTheJar) {
            return String.valueOf(origin.getResource().getFilename());
        }
    }
}
