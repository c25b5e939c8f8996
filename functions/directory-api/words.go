package main

// words are an invitation in one language. subject takes the post; opening the invited, who invites and the post; signIn the address and the pages'
// address; end an instant.
type words struct{ subject, opening, signIn, account, signUp, end, stranger string }

var letters = map[string]words{
	"en": {"%s invites you to Whereabouts",
		"Dear %s,\n\n%s invites you to work for %s in Whereabouts, where the call centres of posts answer each other’s questions about items.",
		"Sign in with the address %s:\n%s",
		"Use the account that your post has given you for this address. If you have none, ask who sent you this.",
		"If you have no account for this address yet, make one on the sign-in page. A code comes by mail to confirm the address.",
		"The invitation is good until %s.",
		"If you do not expect this, do nothing: nobody else can use it."},
	"fr": {"%s vous invite sur Whereabouts",
		"Bonjour %s,\n\n%s vous invite à travailler pour %s dans Whereabouts, où les centres d’appels des postes répondent à leurs questions sur des envois.",
		"Connectez-vous avec l’adresse %s :\n%s",
		"Utilisez le compte que votre poste vous a donné pour cette adresse. Si vous n’en avez pas, demandez à la personne qui vous invite.",
		"Si vous n’avez pas encore de compte pour cette adresse, créez-en un sur la page de connexion. Un code envoyé par courriel confirme l’adresse.",
		"L’invitation est valable jusqu’au %s.",
		"Si vous n’attendez pas ce message, ne faites rien : personne d’autre ne peut s’en servir."},
	"de": {"%s lädt Sie zu Whereabouts ein",
		"Guten Tag %s,\n\n%s lädt Sie ein, für %s in Whereabouts zu arbeiten, wo die Callcenter der Postunternehmen einander Fragen zu Sendungen beantworten.",
		"Melden Sie sich mit der Adresse %s an:\n%s",
		"Verwenden Sie das Konto, das Ihr Postunternehmen Ihnen für diese Adresse gegeben hat. Wenn Sie keines haben, fragen Sie, wer Sie einlädt.",
		"Wenn Sie für diese Adresse noch kein Konto haben, legen Sie auf der Anmeldeseite eines an. Ein Code, der per E-Mail kommt, bestätigt die Adresse.",
		"Die Einladung gilt bis %s.",
		"Wenn Sie diese Nachricht nicht erwarten, müssen Sie nichts tun: niemand sonst kann sie verwenden."},
	"es": {"%s le invita a Whereabouts",
		"Hola, %s:\n\n%s le invita a trabajar para %s en Whereabouts, donde los centros de llamadas de los operadores postales responden a sus preguntas sobre envíos.",
		"Inicie sesión con la dirección %s:\n%s",
		"Use la cuenta que su operador le ha dado para esta dirección. Si no tiene ninguna, pregunte a quien le invita.",
		"Si aún no tiene una cuenta para esta dirección, cree una en la página de inicio de sesión. Un código que llega por correo confirma la dirección.",
		"La invitación es válida hasta el %s.",
		"Si no espera este mensaje, no haga nada: nadie más puede usarlo."},
}
