namespace Acp.Payments.Stripe;

/// <summary>The three forms in circulation in which a shared payment token is put on a payment intent.</summary>
public enum ChargeForm
{
    /// <summary><c>payment_method_data[shared_payment_granted_token]</c>: the documented one.</summary>
    GrantedTokenInPaymentMethodData,

    /// <summary><c>shared_payment_granted_token</c>: the private preview's, in no current schema but still honoured.</summary>
    TopLevelGrantedToken,

    /// <summary><c>payment_method_options[shared_payment][issued_token]</c>: found in one source document and in no schema.</summary>
    SharedPaymentIssuedToken,
}
