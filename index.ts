export { InfobipFacebookApi } from './credentials/InfobipFacebookApi.credentials';
export { InfobipFacebook } from './nodes/InfobipFacebook/InfobipFacebook.node';
export { InfobipFacebookTrigger } from './nodes/InfobipFacebookTrigger/InfobipFacebookTrigger.node';
