package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.ResourceResolver;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SaxonApiUncheckedException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.nansen.gateway.settings.SettingsFault;

/**
 * A mapping in XSLT 3.0, for XML so mixed that JSON would lose its order. It sees one record and gives maps; it reaches
 * no file, no network, no environment, no Java, and what it prints goes nowhere.
 */
final class Stylesheet {

    private final Processor processor;
    private final XsltExecutable executable;

    private Stylesheet(Processor processor, XsltExecutable executable) {
        this.processor = processor;
        this.executable = executable;
    }

    /** @throws SettingsFault with file, line and reason for what is wrong or forbidden in it */
    static Stylesheet of(String text, String shownAs, List<Function> functions) {
        new StylesheetInspection(shownAs).inspect(text);
        Processor processor = new Processor(false);
        shut(processor);
        functions.forEach(function ->
                processor.getUnderlyingConfiguration().registerExtensionFunction(new StylesheetFunction(function)));
        List<SettingsFault.Problem> problems = new ArrayList<>();
        XsltCompiler compiler = processor.newXsltCompiler();
        compiler.setResourceResolver(nothing());
        compiler.setErrorReporter(error -> note(error, shownAs, problems));
        compiler.getUnderlyingCompilerInfo().setCodeInjector(new StylesheetSteps.Injector());
        try {
            XsltExecutable executable = compiler.compile(StylesheetInspection.source(text));
            if (problems.isEmpty()) {
                return new Stylesheet(processor, executable);
            }
        } catch (SaxonApiException | RuntimeException | StackOverflowError wrong) {
            if (problems.isEmpty()) {
                throw new SettingsFault(shownAs, 0, "", "is no XSLT 3.0 that can be used");
            }
        }
        throw new SettingsFault(problems);
    }

    private static void note(XmlProcessingError error, String shownAs, List<SettingsFault.Problem> problems) {
        if (!error.isWarning() && problems.size() < 20) {
            int line = error.getLocation() == null
                    ? 0
                    : Math.max(error.getLocation().getLineNumber(), 0);
            String reason = String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
            problems.add(new SettingsFault.Problem(shownAs, line, "", reason));
        }
    }

    private static void shut(Processor processor) {
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        processor.setConfigurationProperty(Feature.RESOURCE_RESOLVER, nothing());
        processor.setConfigurationProperty(Feature.UNPARSED_TEXT_URI_RESOLVER, (uri, encoding, configuration) -> {
            throw new XPathException("nothing is read");
        });
        processor.setConfigurationProperty(Feature.COLLECTION_FINDER, (context, uri) -> {
            throw new XPathException("nothing is read");
        });
        processor.setConfigurationProperty(
                Feature.ENVIRONMENT_VARIABLE_RESOLVER, new net.sf.saxon.lib.EnvironmentVariableResolver() {
                    @Override
                    public Set<String> getAvailableEnvironmentVariables() {
                        return Set.of();
                    }

                    @Override
                    public String getEnvironmentVariable(String name) {
                        return null;
                    }
                });
        // What Saxon would print quotes values.
        processor.getUnderlyingConfiguration().setErrorReporterFactory(any -> error -> {});
    }

    private static ResourceResolver nothing() {
        return request -> {
            throw new XPathException("nothing is read");
        };
    }

    XmlCopy copy() {
        return new StylesheetCopy(processor);
    }

    /** Returns what the stylesheet gives for the record; {@link MappingFault} and whatever Saxon throws are the caller's. */
    JsonNode apply(XdmNode tree) {
        Observation observation = MappingRun.current().observation();
        XdmNode record = observation == null ? tree : WatchedNode.of(tree, observation);
        Xslt30Transformer transformer = executable.load30();
        transformer.setErrorReporter(error -> {});
        transformer.setMessageHandler(message -> {});
        transformer.setTraceFunctionDestination(null);
        transformer.setTraceListener(new StylesheetSteps());
        transformer.setResourceResolver(nothing());
        transformer.setResultDocumentHandler(uri -> {
            throw new SaxonApiUncheckedException(new SaxonApiException("nothing is written"));
        });
        try {
            transformer.setGlobalContextItem(record);
            return new StylesheetJson(MappingRun.current()).result(transformer.applyTemplates(record));
        } catch (SaxonApiException wrong) {
            for (Throwable cause = wrong.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof MappingFault ours) {
                    throw ours;
                }
            }
            throw MappingFault.inLine(wrong.getLineNumber());
        }
    }
}
