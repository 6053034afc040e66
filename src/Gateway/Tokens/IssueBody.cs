using System.Text.Json;
using Acp.Gateway.Merchants;
using Acp.Gateway.Reading;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Issuing;

/// <summary>
/// The body of <c>POST /spt</c>. Whether the merchant is verified, and what the platform may have, is for the issue to
/// decide; here is decided what can be a merchant and an amount at all.
/// </summary>
internal static class IssueBody
{
    private static readonly string[] Members =
        ["merchantDomain", "amount", "amountType", "currency", "expiresIn", "paymentMethod", "returnUrl", "mandate", "metadata"];

    private static readonly string[] Links = ["intentId", "cartId", "paymentId"];

    /// <exception cref="Errors.RequestRefusedException">400 that names the place.</exception>
    public static IssueToken Read(JsonElement json)
    {
        // A token for «exactly» this much must not become one for «at most».
        var body = Field.Root(json).Object().OnlyKnown(Members);
        var merchant = MerchantFields.Domain(body["merchantDomain"]);
        var currency = IssueFields.Currency(body["currency"]);
        return new IssueToken(
            merchant,
            IssueFields.Amount(body["amount"], currency),
            ReadKind(body["amountType"]),
            currency.Code,
            IssueFields.Lifetime(body["expiresIn"]),
            IssueFields.PaymentMethod(body["paymentMethod"]),
            IssueFields.ReturnUrl(body["returnUrl"]),
            ReadMandate(body["mandate"]),
            TokenMetadata.Read(body["metadata"]));
    }

    private static AmountKind ReadKind(Field type) =>
        type.HasValue && type.OneOf("exact", "maximum") == "exact" ? AmountKind.Exact : AmountKind.Maximum;

    private static MandateLinks? ReadMandate(Field mandate)
    {
        if (!mandate.HasValue)
        {
            return null;
        }

        mandate.Object().OnlyKnown(Links);
        var links = new MandateLinks(ReadLink(mandate["intentId"]), ReadLink(mandate["cartId"]), ReadLink(mandate["paymentId"]));
        return links == new MandateLinks(null, null, null) ? null : links;
    }

    private static string? ReadLink(Field id) => id.HasValue ? id.RequiredText(Limits.Id) : null;
}
