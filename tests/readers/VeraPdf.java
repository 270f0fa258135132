import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds files to standards: FLAVOURS FILE ...; a line for each failed rule, and one with the number of checks. */
public class VeraPdf {
    public static void main(String[] words) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 1; at < words.length; at++)
            for (String name : words[0].split(","))
                check(words[at], PDFAFlavour.fromString(name));
    }

    static void check(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 100, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, String> failed = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions())
                if (one.getStatus() == TestAssertion.Status.FAILED)
                    failed.putIfAbsent(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber(),
                        one.getMessage().replaceAll("\\s+", " ") + " @ " + one.getLocation().getContext());
            for (Map.Entry<String, String> rule : failed.entrySet())
                System.out.println("failed\t" + file + "\t" + flavour.getId() + "\t" + rule.getKey() + "\t" + rule.getValue());
            System.out.println("checked\t" + file + "\t" + flavour.getId() + "\t" + result.getTotalAssertions() + "\t"
                + result.isCompliant());
        }
    }
}
