using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using System.Text.Json;

namespace Acp.Gateway.Tests;

public sealed class When_a_key_is_reused_in_an_older_version
{
    public static TheoryData<string> Older => [.. Shops.All(Sessions.Merchant).Select(version => version.Name).Where(name => name != AcpHost.Version)];

    [Theory]
    [MemberData(nameof(Older))]
    public void It_is_a_conflict_with_a_type_of_its_own(string version)
    {
        var error = Shops.Version(version, Sessions.Merchant).Fit(AnswerTable.Describe(new Answer.KeyReused()));

        Assert.Equal((409, "request_not_idempotent", "idempotency_conflict"), (error.Status, error.Type, error.Code));
        Fits(version, error);
    }

    [Theory]
    [MemberData(nameof(Older))]
    public void No_error_lists_the_versions(string version)
    {
        var error = Shops.Version(version, Sessions.Merchant).Fit(new AcpError(400, "invalid_request", "x", "X.") { SupportedVersions = ["2026-04-17"] });

        Assert.Empty(error.SupportedVersions);
        Fits(version, error);
    }

    [Fact]
    public void In_the_newest_it_is_a_request_that_cannot_be_processed()
    {
        var error = Shops.Version(AcpHost.Version, Sessions.Merchant).Fit(AnswerTable.Describe(new Answer.KeyReused()));

        Assert.Equal((422, "invalid_request", "idempotency_conflict"), (error.Status, error.Type, error.Code));
    }

    private static void Fits(string version, AcpError error)
    {
        var schemas = new SchemaWitness(version);
        Assert.SkipUnless(schemas.IsPresent, schemas.WhyAbsent);
        Assert.Empty(schemas.Validate("Error", JsonDocument.Parse(error.ToJson()).RootElement));
    }
}
