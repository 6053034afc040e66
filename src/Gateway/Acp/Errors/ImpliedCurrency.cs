namespace Acp.Gateway.Errors;

/// <summary>For versions whose requests name no currency: the merchant's own stands for it, and may be one that nothing is sold in.</summary>
internal static class ImpliedCurrency
{
    public static AcpError Explain(AcpError error, string currency) => error.Code != "currency_not_supported" ? error : error with
    {
        Message = $"This version of the protocol names no currency, and nothing is sold in the merchant's own, {currency}. Use a version that names one.",
    };
}
