using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.InProcess;

/// <summary>Kinds of grains in the words of metrics.</summary>
internal static class GrainNames
{
    private static readonly Dictionary<Type, string> All = new()
    {
        [typeof(ICheckoutSession)] = "checkout_session",
        [typeof(ISharedPaymentToken)] = "shared_payment_token",
        [typeof(ITokenIssue)] = "token_issue",
        [typeof(IProviderEvent)] = "provider_event",
        [typeof(IOrder)] = "order",
        [typeof(IDelivery)] = "delivery",
    };

    public static string Of(Type kind) => All[kind];
}
